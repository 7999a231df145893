import type { Random } from './random.ts';

// Surnames that nobody carries, so that a demonstration person cannot be mistaken for a real one.
const spanishSurnames = [
  'Lunaverde',
  'Riofresco',
  'Montesol',
  'Clarobosque',
  'Piedraluna',
  'Campoazul',
  'Solmarín',
  'Vallequieto',
  'Nubeblanca',
  'Fuenteclara',
  'Arcosereno',
  'Brisamar',
  'Cañadulce',
  'Estrellón',
  'Florestal',
  'Granizal',
  'Hierbabuén',
  'Jacarandal',
  'Limonar',
  'Ñandubay',
  'Olivarejo',
  'Palosanto',
  'Robledoble',
  'Terracota',
];
const englishSurnames = [
  'Applewhistle',
  'Brightmeadow',
  'Cloverstone',
  'Dapplewood',
  'Elderbrook',
  'Featherhill',
  'Greenlantern',
  'Honeyfield',
  'Ivorygate',
  'Juniperlane',
  'Kindlewick',
  'Larkspurton',
  'Maplethorn',
  'Nettlebridge',
  'Oakenshore',
  'Pebblecroft',
  'Quillfeather',
  'Rosemarch',
];
const spanishWomen = [
  'Ana María',
  'Guadalupe',
  'Rosa Elena',
  'Carmen',
  'Luz',
  'Josefina',
  'Esperanza',
  'Beatriz',
  'Yolanda',
  'María José',
  'Inés',
  'Graciela',
  'Socorro',
  'Milagros',
  'Noemí',
  'Verónica',
];
const spanishMen = [
  'José Luis',
  'Miguel Ángel',
  'Ramón',
  'Jesús',
  'Héctor',
  'Andrés',
  'Tomás',
  'Raúl',
  'Óscar',
  'Joaquín',
  'Efraín',
  'Julián',
  'Rogelio',
  'Martín',
  'César',
  'Víctor',
];
const englishWomen = [
  'Dorothy',
  'Janet',
  'Carol',
  'Denise',
  'Gloria',
  'Marjorie',
  'Patrice',
  'Sharon',
  'Tamika',
  'Wanda',
];
const englishMen = [
  'Curtis',
  'Earl',
  'Franklin',
  'Gerald',
  'Leon',
  'Marvin',
  'Roland',
  'Stanley',
  'Terrence',
  'Walter',
];

export interface DemoName {
  readonly givenNames: string;
  readonly familyName: string;
  readonly secondFamilyName: string | null;
}

/** An invented name in the manner of the language; Spanish ones have two surnames. */
export function inventName(
  random: Random,
  language: 'en' | 'es',
  sex: 'female' | 'male',
): DemoName {
  if (language === 'es') {
    return {
      givenNames: random.pick(sex === 'female' ? spanishWomen : spanishMen),
      familyName: random.pick(spanishSurnames),
      secondFamilyName: random.pick(spanishSurnames),
    };
  }
  return {
    givenNames: random.pick(sex === 'female' ? englishWomen : englishMen),
    familyName: random.pick(englishSurnames),
    secondFamilyName: null,
  };
}

/** The demonstration's staff: at least one person per role, Spanish speakers among them. */
export const demoStaff = [
  {
    key: 'care-provider',
    displayName: 'Lucía Montesol',
    credentials: 'CNA',
    roles: ['care-provider'],
    languages: ['es', 'en'],
    interfaceLanguage: 'es',
    skills: ['monitoring'],
  },
  {
    key: 'care-provider-en',
    displayName: 'Derek Maplethorn',
    credentials: 'LPN',
    roles: ['care-provider'],
    languages: ['en'],
    interfaceLanguage: 'en',
    skills: ['monitoring'],
  },
  {
    key: 'care-coordinator',
    displayName: 'Nadia Brisamar',
    credentials: 'CPhT',
    roles: ['care-coordinator'],
    languages: ['es', 'en'],
    interfaceLanguage: 'es',
    skills: ['pharmacy'],
  },
  {
    key: 'care-manager',
    displayName: 'Isabel Fuenteclara',
    credentials: 'RN',
    roles: ['care-manager'],
    languages: ['es', 'en'],
    interfaceLanguage: 'es',
    skills: ['monitoring', 'care-management'],
  },
  {
    key: 'care-manager-en',
    displayName: 'Helen Oakenshore',
    credentials: 'RN',
    roles: ['care-manager'],
    languages: ['en'],
    interfaceLanguage: 'en',
    skills: ['monitoring', 'care-management'],
  },
  {
    key: 'pharmacist',
    displayName: 'Owen Pebblecroft',
    credentials: 'PharmD',
    roles: ['pharmacist'],
    languages: ['en', 'es'],
    interfaceLanguage: 'en',
    skills: ['pharmacy'],
  },
  {
    key: 'supervisor',
    displayName: 'Teresa Arcosereno',
    credentials: 'RN, BSN',
    roles: ['supervisor'],
    languages: ['es', 'en'],
    interfaceLanguage: 'en',
    skills: ['monitoring'],
  },
  {
    key: 'practice-user',
    displayName: 'Dr. Ruth Elderbrook',
    credentials: 'MD',
    roles: ['practice-user'],
    languages: ['en'],
    interfaceLanguage: 'en',
    skills: [],
  },
  {
    key: 'privacy-officer',
    displayName: 'Grace Ivorygate',
    credentials: 'JD',
    roles: ['privacy-officer'],
    languages: ['en'],
    interfaceLanguage: 'en',
    skills: [],
  },
  {
    key: 'administrator',
    displayName: 'Víctor Robledoble',
    credentials: null,
    roles: ['administrator'],
    languages: ['en', 'es'],
    interfaceLanguage: 'en',
    skills: [],
  },
] as const;

/** The password of every demonstration sign-in; accepted only in a demonstration organization. */
export const demoPassword = 'enlace-demo-2026';

export function demoEmail(key: string): string {
  return `${key}@demo.example`;
}
