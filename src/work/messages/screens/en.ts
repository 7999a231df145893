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
    acknowledge: 'Take',
    contact: 'Call',
    resolve: 'Close',
    wake: 'Comes back',
    dueIn: 'in {{span}}',
    overdue: '{{span}} overdue',
    done: 'In progress',
  },
  owner: { me: 'You', nobody: 'Nobody yet', handOff: 'Hand-off offered' },
} as const;
