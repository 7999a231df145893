/**
 * The source that a topic names: the part where the subscription has its first "+". Undefined when the
 * topic does not fit, or when the subscription leaves no part open.
 */
export function sourceOfTopic(filter: string, topic: string): string | undefined {
  const place = partsOf(filter).indexOf('+');
  const source = place < 0 ? undefined : topic.split('/')[place];
  return source === undefined || source === '' || source.length > 100 ? undefined : source;
}

/** Servers that share a subscription ("$share/group/…") have messages under the topic itself. */
function partsOf(filter: string): readonly string[] {
  const parts = filter.split('/');
  return parts[0] === '$share' ? parts.slice(2) : parts;
}
