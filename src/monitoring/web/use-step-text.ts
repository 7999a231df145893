import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';

import type { Text } from '../../platform/core/text.ts';
import { contentQuery } from '../../platform/web/query.ts';
import { listProtocols } from '../contract.ts';

/** What a step of a protocol asks for, by its code `protocol/step`; undefined for one that is gone. */
export function useStepText(): (code: string) => Text | undefined {
  const { data } = useQuery(contentQuery(listProtocols, {}));
  return useCallback(
    (code) => {
      const [protocolId, stepId] = code.split('/');
      const protocol = data?.protocols.find(({ definition }) => definition.id === protocolId);
      return protocol?.definition.steps.find(({ id }) => id === stepId)?.text;
    },
    [data],
  );
}
