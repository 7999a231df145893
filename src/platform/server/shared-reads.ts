import type { FastifyReply } from 'fastify';

import type { Contract, Input, Reply } from '../core/contract.ts';
import type { Caller } from './context.ts';
import { poolOf, type Database, type Tx } from './database.ts';
import { createGathering } from './gathering.ts';
import { createPreparedTransactions } from './prepared.ts';

/** One read on behalf of everybody who asked the same question before it began. */
export interface SharedContext {
  readonly tx: Tx;
  readonly organizationId: string;
  readonly now: Date;
  /** Everybody who gets the answer: each is written to the audit log. */
  readonly readers: readonly Caller[];
  /** How many audit events were written; health information leaves with one for each reader, or not at all. */
  audited: number;
}

/** A read whose answer many screens want at the same moment. */
export interface SharedRead<C extends Contract, Question> {
  /**
   * What one caller asks, as plain data. The answer may depend on nothing else (and on the
   * organization): whatever of the caller decides what they may see stands in it.
   */
  readonly question: (caller: Caller, input: Input<C>) => Question;
  readonly answer: (context: SharedContext, question: Question) => Promise<Reply<C>>;
}

type Serialized = ReturnType<FastifyReply['serialize']>;

interface Asked<Question> {
  readonly caller: Caller;
  readonly question: Question;
  readonly reply: FastifyReply;
}

// A list has a statement for each combination of filters that somebody uses.
const maximumStatements = 100;
/** Planning a page of a list takes longer than reading it; its statements do not depend on their values. */
const planOnce = 'set local plan_cache_mode = force_generic_plan';

/**
 * Answers simultaneous requests for the same with one read and one serialization. Nothing is kept: a
 * request that comes while a read runs waits for the next one, which begins after it came and so sees
 * all that was committed before.
 */
export function createSharedReads<C extends Contract, Question>(
  contract: C,
  read: SharedRead<C, Question>,
  { database, clock }: { readonly database: Database; readonly clock: () => Date },
) {
  const transactions = createPreparedTransactions(poolOf(database), maximumStatements);

  async function answerAll(asked: readonly Asked<Question>[]): Promise<Serialized> {
    const [first] = asked;
    if (first === undefined) throw new Error('A read that nobody asked for.');
    const { organizationId } = first.caller;
    const answer = await transactions.run(organizationId, [planOnce], async (tx) => {
      const readers = asked.map(({ caller }) => caller);
      const context = { tx, organizationId, now: clock(), readers, audited: 0 };
      const found = await read.answer(context, first.question);
      if (contract.healthInformation && context.audited < readers.length) {
        throw new Error(
          `${contract.path} answered ${readers.length} readers with ${context.audited} audit events.`,
        );
      }
      return found;
    });
    const text = first.reply.serialize(answer);
    return typeof text === 'string' ? Buffer.from(text) : text;
  }

  const gathering = createGathering<Asked<Question>, Serialized>({
    take: (queue) => queue.length,
    work: async (_key, asked) => {
      const value = await answerAll(asked);
      return asked.map(() => ({ status: 'fulfilled', value }));
    },
  });

  return (caller: Caller, input: Input<C>, reply: FastifyReply): Promise<Serialized> => {
    const question = read.question(caller, input);
    const key = `${caller.organizationId} ${JSON.stringify(question)}`;
    return gathering.add(key, { caller, question, reply });
  };
}
