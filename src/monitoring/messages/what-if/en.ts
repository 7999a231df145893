export const en = {
  ask: 'What would have changed?',
  sum: {
    asIs_one: 'In the last 90 days: {{count}} alert as it was,',
    asIs_other: 'In the last 90 days: {{count}} alerts as they were,',
    changed: '{{count}} with this limit:',
    gone_one: '{{count}} would not have come,',
    gone_other: '{{count}} would not have come,',
    new_one: '{{count}} new.',
    new_other: '{{count}} new.',
    priority_one: '{{count}} with another urgency.',
    priority_other: '{{count}} with another urgency.',
    moved_one: '{{count}} at another time.',
    moved_other: '{{count}} at another time.',
  },
  none: 'No alert would have been different.',
  noReadings: 'There are no readings of this kind in the last 90 days to try it on.',
  basis_one:
    '{{count}} reading, judged as if it had arrived when it was taken. Silence is not looked at, and nobody ends anything.',
  basis_other:
    '{{count}} readings, judged as if each had arrived when it was taken. Silence is not looked at, and nobody ends anything.',
  list: 'Which ones ({{count}})',
  change: {
    gone: 'would not have come',
    new: 'new',
    priority: 'another urgency',
    moved: 'another time',
  },
  head: { when: 'Began', what: 'What', change: 'With the change' },
  becomes: '{{before}} → {{after}}',
} as const;
