export const en = {
  navigation: {
    triage: 'Triage',
    handOffs: 'Hand-offs',
    patients: 'Patients',
  },
} as const;
