export const en = {
  priority: {
    p1: 'Critical',
    p2: 'Urgent',
    p3: 'Same day',
    p4: 'Information',
    name: 'P{{priority}}',
  },
  language: {
    gap: 'Nobody on duty speaks it',
    unknown: 'Language unknown',
  },
  clock: {
    acknowledge: { due: 'Take within {{span}}', late: 'Take: {{span}} overdue' },
    contact: { due: 'Call within {{span}}', late: 'Call: {{span}} overdue' },
    resolve: { due: 'Close within {{span}}', late: 'Close: {{span}} overdue' },
    wake: { due: 'Comes back in {{span}}', late: 'Comes back now' },
    done: 'In progress',
  },
  owner: { me: 'You', nobody: 'Nobody yet', handOff: 'Hand-off offered' },
} as const;
