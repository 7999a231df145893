import { expect, test } from 'vitest';

import { sourceOfTopic } from './topic.ts';

test.each([
  ['enlace/+/readings', 'enlace/clinic-7/readings', 'clinic-7'],
  ['$share/servers/enlace/+/readings', 'enlace/clinic-7/readings', 'clinic-7'],
  ['+/vitals/#', 'clinic-7/vitals/a/b', 'clinic-7'],
  ['enlace/+/readings', 'enlace//readings', undefined],
  ['enlace/readings', 'enlace/readings', undefined],
  ['enlace/+/readings', `enlace/${'x'.repeat(101)}/readings`, undefined],
])('%s, %s', (filter, topic, source) => expect(sourceOfTopic(filter, topic)).toBe(source));
