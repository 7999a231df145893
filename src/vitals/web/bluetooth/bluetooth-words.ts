import { defineWords } from '../../../platform/web/words.ts';
import { en } from '../../messages/bluetooth/en.ts';
import { es } from '../../messages/bluetooth/es.ts';

export const { useWords: useBluetoothWords } = defineWords('bluetooth', en, es);
