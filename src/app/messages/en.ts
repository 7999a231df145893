export const en = {
  navigation: {
    triage: 'Triage',
    handOffs: 'Hand-offs',
    patients: 'Patients',
    quarantine: 'Quarantine',
    board: 'Board',
    users: 'Users',
    tokens: 'Machine access',
    practices: 'Practices',
    whoSaw: 'Who saw',
    reviews: 'Emergency access',
  },
  chart: {
    group: 'Chart',
    section: {
      summary: 'Summary',
      vitals: 'Vital signs',
      alerts: 'Alerts and limits',
      person: 'Person and contacts',
      record: 'Clinical record',
      devices: 'Devices',
    },
    openWork: 'Open work',
    noOpenWork: 'Nothing is open.',
    ownedBy: '{{name}} has it',
    workState: {
      open: 'open',
      waiting: 'waiting',
      snoozed: 'put off',
      closed: 'closed',
    },
  },
} as const;
