import type { LiveHub } from './live.ts';

/** Writes one event, as it stands on the wire, to one screen. */
export type Send = (event: Buffer) => void;

export interface LiveStreams {
  /** Sends what changes in the organization until the returned function is called. */
  add(organizationId: string, send: Send): () => void;
}

export interface LiveStreamsOptions {
  /** Between two events, so that a flood of changes does not become a flood of events. */
  readonly joinMilliseconds?: number;
  /** The same where only readings of patients came: every batch of a busy hour brings some. */
  readonly joinPatientsMilliseconds?: number;
}

/**
 * The open streams of each organization. Notices that come within a short moment are joined, and the
 * event is written as text once for all screens.
 */
export function createLiveStreams(
  hub: Pick<LiveHub, 'subscribe'>,
  { joinMilliseconds = 100, joinPatientsMilliseconds = 250 }: LiveStreamsOptions = {},
): LiveStreams {
  const organizations = new Map<string, { readonly sends: Set<Send>; end(): void }>();

  function open(organizationId: string) {
    const sends = new Set<Send>();
    const joiner = createJoiner({
      waits: { others: joinMilliseconds, patients: joinPatientsMilliseconds },
      flush: (topics) => {
        const event = Buffer.from(`event: changed\ndata: ${JSON.stringify({ topics })}\n\n`);
        for (const send of sends) send(event);
      },
    });
    const unsubscribe = hub.subscribe(organizationId, (topics) => joiner.note(topics));
    return {
      sends,
      end() {
        organizations.delete(organizationId);
        unsubscribe();
        joiner.stop();
      },
    };
  }

  return {
    add(organizationId, send) {
      const streams = organizations.get(organizationId) ?? open(organizationId);
      organizations.set(organizationId, streams);
      streams.sends.add(send);
      return () => {
        const wasOpen = streams.sends.delete(send);
        if (wasOpen && streams.sends.size === 0) streams.end();
      };
    },
  };
}

// Two notices of as many patients as one can name.
const maximumTopics = 300;

interface Joining {
  readonly waits: { readonly others: number; readonly patients: number };
  readonly flush: (topics: readonly string[]) => void;
}

/** The first change after a quiet time goes out at once; the next ones wait for company. */
function createJoiner({ waits, flush }: Joining) {
  const waiting = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let due = Infinity;
  let sentAt = -Infinity;
  /** When something else than readings was sent: cards do not wait for them. */
  let sentOthersAt = -Infinity;

  function send() {
    sentAt = performance.now();
    due = Infinity;
    const topics = [...waiting];
    waiting.clear();
    if (!topics.every(isOfPatient)) sentOthersAt = sentAt;
    flush(topics.length > maximumTopics ? withoutNames(topics) : topics);
  }

  return {
    note(topics: readonly string[]) {
      for (const topic of topics) waiting.add(topic);
      const now = performance.now();
      const wanted = topics.every(isOfPatient)
        ? Math.max(now, sentAt + waits.patients)
        : Math.max(now, sentOthersAt + waits.others);
      if (wanted >= due) return;
      due = wanted;
      clearTimeout(timer);
      timer = setTimeout(send, wanted - now);
    },
    stop: () => clearTimeout(timer),
  };
}

/** Very many patients are not named: the event would be larger than what it makes screens fetch. */
function withoutNames(topics: readonly string[]): readonly string[] {
  return [...new Set(topics.map((topic) => (isOfPatient(topic) ? 'patients' : topic)))];
}

function isOfPatient(topic: string): boolean {
  return topic === 'patients' || topic.startsWith('patient:');
}
