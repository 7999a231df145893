import { TextInput } from '@mantine/core';

import { useDraft } from '../../../platform/web/drafts.ts';
import { FormFrame } from '../../../platform/web/form-frame.tsx';
import { showDone } from '../../../platform/web/notices.ts';
import { usePlatformWords } from '../../../platform/web/platform-words.ts';
import { useAct } from '../../../platform/web/query.ts';
import { orderDevice } from '../../contract.ts';
import type { VitalKind } from '../../core/reading.ts';
import type { Vitals } from '../../core/vitals.ts';
import { useVitalsWords } from '../chart-words.ts';
import { KindChoice } from './device-form.tsx';

interface OrderFormProps {
  readonly patientId: string;
  readonly vitals: Vitals;
  readonly onClose: () => void;
}

interface Order {
  readonly model: string;
  readonly kinds: readonly VitalKind[];
}

const empty: Order = { model: '', kinds: [] };

/** Orders a device for the patient. */
export function OrderForm({ patientId, vitals, onClose }: OrderFormProps) {
  const t = useVitalsWords();
  const platform = usePlatformWords();
  const draft = useDraft(`device-order:${patientId}`, empty);
  const order = useAct(orderDevice, { quiet: true });
  const { model, kinds } = draft.value;
  const send = async () => {
    const body = { model: model.trim() || null, kinds: [...kinds] };
    await order.mutateAsync({ params: { id: patientId }, body });
    draft.clear();
    showDone(t('devices.orderSent'));
    onClose();
  };
  return (
    <FormFrame
      draft={draft}
      submit={t('devices.order')}
      busy={order.isPending}
      problem={order.error}
      onSubmit={send}
      onCancel={onClose}
    >
      <TextInput
        label={`${t('devices.model')} (${platform('optional')})`}
        maxLength={200}
        autoFocus
        value={model}
        onChange={(event) => draft.set({ model: event.currentTarget.value, kinds })}
      />
      <KindChoice
        vitals={vitals}
        kinds={kinds}
        onChange={(chosen) => draft.set({ model, kinds: chosen })}
      />
    </FormFrame>
  );
}
