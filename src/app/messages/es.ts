import type { Messages } from '../../platform/core/messages.ts';
import type { en } from './en.ts';

export const es: Messages<typeof en> = {
  navigation: {
    triage: 'Triaje',
    handOffs: 'Traspasos',
    patients: 'Pacientes',
  },
};
