export const en = {
  title: 'Practices',
  add: 'Add a practice',
  change: 'Change',
  changeOf: 'Change {{name}}',
  closed: 'Closed',
  none: 'There is no practice yet. Add one before you add patients.',
  name: 'Name',
  zone: 'Time zone',
  zoneHelp: 'For patients whose own zone is not known.',
  phone: 'Telephone',
  open: 'Open: new patients can be added',
  saved: 'Saved.',
} as const;
