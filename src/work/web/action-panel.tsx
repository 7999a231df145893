import { AssignForm } from './assign-form.tsx';
import type { CardFormProps } from './card-form.ts';
import { ContactForm } from './contact-form.tsx';
import { HoldForm } from './hold-form.tsx';
import { NoteForm } from './note-form.tsx';
import { ReleaseForm } from './release-form.tsx';
import { ResolveForm } from './resolve-form.tsx';
import type { CardAction } from './use-card-actions.ts';

interface ActionPanelProps extends CardFormProps {
  readonly action: CardAction;
}

/** The small form of an action. */
export function ActionPanel({ action, ...form }: ActionPanelProps) {
  switch (action) {
    case 'note':
      return <NoteForm {...form} />;
    case 'contact':
      return <ContactForm {...form} />;
    case 'snooze':
    case 'wait':
      return <HoldForm type={action} {...form} />;
    case 'release':
      return <ReleaseForm {...form} />;
    case 'assign':
      return <AssignForm {...form} />;
    case 'resolve':
      return <ResolveForm {...form} />;
  }
}
