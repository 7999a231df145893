export const en = {
  navigation: {
    triage: 'Triage',
    handOffs: 'Hand-offs',
  },
} as const;
