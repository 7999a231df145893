import { NativeSelect, Text, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';

import type { Problem } from '../../../platform/core/problem.ts';
import { useDraft } from '../../../platform/web/drafts.ts';
import { FormFrame } from '../../../platform/web/form-frame.tsx';
import { showDone } from '../../../platform/web/notices.ts';
import { usePlatformWords } from '../../../platform/web/platform-words.ts';
import { useAct } from '../../../platform/web/query.ts';
import { moveDevice, nameDevice, swapDevice, type DeviceView } from '../../contract.ts';
import {
  isOrderName,
  isWithPatient,
  needsReason,
  type DeviceState,
} from '../../core/device-state.ts';
import { useVitalsWords } from '../chart-words.ts';

interface FormProps {
  readonly device: DeviceView;
  readonly onClose: () => void;
}

/** Says where a device is now; asks for its number and for a reason only where they are needed. */
export function StepForm({ device, to, onClose }: FormProps & { readonly to: DeviceState }) {
  const t = useVitalsWords();
  const act = useAct(moveDevice, { quiet: true });
  const takesNumber = isWithPatient(to) || to === 'shipped' || to === 'delivered';
  const questions: Questions = {
    ...(isOrderName(device.identifier) && takesNumber ? { identifier: isWithPatient(to) } : {}),
    reason: needsReason(to),
  };
  const send = ({ identifier, reason }: Answers) => {
    const told = { ...(reason && { reason }), ...(identifier && { identifier }) };
    const body = { from: device.status, to, ...told };
    return act.mutateAsync({ params: { id: device.id }, body });
  };
  return (
    <AnswerForm
      name={`device-step:${device.id}:${to}`}
      submit={t(`devices.steps.${to}`)}
      {...{ questions, send, act, onClose }}
    />
  );
}

/** Puts another device in the place of this one. */
export function SwapForm({ device, onClose }: FormProps) {
  const t = useVitalsWords();
  const act = useAct(swapDevice, { quiet: true });
  const send = ({ identifier, model, reason }: Answers) =>
    act.mutateAsync({
      params: { id: device.id },
      body: { identifier, model: model || null, reason },
    });
  return (
    <AnswerForm
      name={`device-swap:${device.id}`}
      submit={t('devices.steps.swapped')}
      questions={{ identifier: true, model: false, reason: true }}
      {...{ send, act, onClose }}
    >
      <Text size="sm">{t('devices.swapHelp')}</Text>
    </AnswerForm>
  );
}

const renamed = ['gateway', 'phone', 'imei', 'serial'] as const;

/** Gives a device the name of its new gateway or phone. */
export function RenameForm({ device, onClose }: FormProps) {
  const t = useVitalsWords();
  const kind = useDraft<(typeof renamed)[number]>(`device-name-kind:${device.id}`, 'gateway');
  const act = useAct(nameDevice, { quiet: true });
  const send = async ({ identifier: value, reason }: Answers) => {
    await act.mutateAsync({ params: { id: device.id }, body: { kind: kind.value, value, reason } });
    kind.clear();
  };
  return (
    <AnswerForm
      name={`device-name:${device.id}`}
      submit={t('devices.rename')}
      questions={{ identifier: true, reason: true }}
      {...{ send, act, onClose }}
    >
      <NativeSelect
        label={t('devices.renameKind')}
        data={renamed.map((one) => ({ value: one, label: t(`devices.aliases.${one}`) }))}
        value={kind.value}
        onChange={({ currentTarget: { value } }) =>
          kind.set(renamed.find((one) => one === value) ?? kind.value)
        }
      />
    </AnswerForm>
  );
}

const noAnswers = { identifier: '', model: '', reason: '' };
type Answers = Readonly<typeof noAnswers>;

/** What is asked, in this order, and whether it must be answered. */
type Questions = Readonly<Partial<Record<keyof Answers, boolean>>>;

const asked = [
  { name: 'identifier', label: 'devices.identifier', help: 'devices.identifierHelp', length: 200 },
  { name: 'model', label: 'devices.newModel', help: undefined, length: 200 },
  { name: 'reason', label: 'devices.reason', help: undefined, length: 500 },
] as const;

interface AnswerFormProps {
  /** Of the draft. */
  readonly name: string;
  readonly submit: string;
  readonly questions: Questions;
  readonly act: { readonly isPending: boolean; readonly error: Problem | null };
  readonly send: (answers: Answers) => Promise<unknown>;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

function AnswerForm({ name, submit, questions, act, send, onClose, children }: AnswerFormProps) {
  const t = useVitalsWords();
  const platform = usePlatformWords();
  const draft = useDraft(name, noAnswers);
  const { identifier, model, reason } = draft.value;
  const save = async () => {
    const trimmed = { identifier: identifier.trim(), model: model.trim(), reason: reason.trim() };
    await send(trimmed);
    draft.clear();
    showDone(t('devices.changed'));
    onClose();
  };
  return (
    <FormFrame
      draft={draft}
      submit={submit}
      busy={act.isPending}
      problem={act.error}
      onSubmit={save}
      onCancel={onClose}
    >
      {children}
      {asked.map(({ name: one, label, help, length }) => {
        const required = questions[one];
        if (required === undefined) return null;
        return (
          <TextInput
            key={one}
            label={required ? t(label) : `${t(label)} (${platform('optional')})`}
            description={help && t(help)}
            required={required}
            withAsterisk={false}
            maw={520}
            maxLength={length}
            value={draft.value[one]}
            onChange={(event) => draft.set({ ...draft.value, [one]: event.currentTarget.value })}
          />
        );
      })}
    </FormFrame>
  );
}
