import { defineProblems } from '../../platform/core/problem.ts';

export const ingestProblems = defineProblems({
  'ingest.busy': {
    status: 503,
    title: {
      en: 'More readings are arriving than can be stored right now.',
      es: 'Están llegando más lecturas de las que se pueden guardar en este momento.',
    },
    advice: {
      en: 'Nothing was stored. Send it again in a few seconds.',
      es: 'No se guardó nada. Vuelva a enviarlo en unos segundos.',
    },
  },
  'ingest.unreadable': {
    status: 400,
    title: { en: 'The body cannot be read.', es: 'El contenido no se puede leer.' },
    advice: {
      en: 'Send complete JSON in UTF-8; the reason says what was wrong.',
      es: 'Envíe JSON completo en UTF-8; el motivo indica qué estaba mal.',
    },
  },
  'ingest.encoding-unsupported': {
    status: 415,
    title: {
      en: 'This content encoding is not read here.',
      es: 'Aquí no se lee esta codificación de contenido.',
    },
    advice: {
      en: 'Send the body as it is, or with Content-Encoding gzip or deflate.',
      es: 'Envíe el contenido sin codificar o con Content-Encoding gzip o deflate.',
    },
  },
  'ingest.too-many-items': {
    status: 413,
    title: {
      en: 'There are too many readings in one request.',
      es: 'Hay demasiadas lecturas en una sola solicitud.',
    },
    advice: {
      en: 'Send at most 5,000 at a time.',
      es: 'Envíe como máximo 5000 a la vez.',
    },
  },
  'ingest.source-unproven': {
    status: 401,
    title: {
      en: 'This delivery does not prove which source it comes from.',
      es: 'Este envío no demuestra de qué fuente proviene.',
    },
    advice: {
      en: 'Use the address and the secret that were shown when the source was set up.',
      es: 'Use la dirección y el secreto que se mostraron al configurar la fuente.',
    },
  },
  'ingest.signature-stale': {
    status: 401,
    title: {
      en: 'The signature of this delivery is too old or lies ahead.',
      es: 'La firma de este envío es demasiado antigua o está en el futuro.',
    },
    advice: {
      en: 'Check the clock of the sender, and sign each delivery when it is sent.',
      es: 'Revise el reloj del remitente y firme cada envío en el momento de enviarlo.',
    },
  },
  'ingest.source-disabled': {
    status: 403,
    title: {
      en: 'Deliveries of this source are not taken at present.',
      es: 'Por ahora no se reciben envíos de esta fuente.',
    },
    advice: {
      en: 'An administrator can enable it on the screen of sources.',
      es: 'Un administrador puede habilitarla en la pantalla de fuentes.',
    },
  },
  'ingest.authentication-unsupported': {
    status: 422,
    title: {
      en: 'This vendor does not prove its deliveries in this way.',
      es: 'Este proveedor no acredita sus envíos de esta manera.',
    },
    advice: {
      en: 'Choose one of the ways offered for the vendor.',
      es: 'Elija una de las formas que se ofrecen para el proveedor.',
    },
  },
  'ingest.vendor-unreachable': {
    status: 503,
    title: {
      en: 'The vendor’s data could not be fetched right now.',
      es: 'En este momento no se pudieron obtener los datos del proveedor.',
    },
    advice: {
      en: 'Nothing was stored. Notify again later.',
      es: 'No se guardó nada. Vuelva a notificar más tarde.',
    },
  },
  'ingest.consent-unavailable': {
    status: 409,
    title: {
      en: 'Consent cannot be asked for on the vendor’s page yet.',
      es: 'Todavía no se puede pedir el consentimiento en la página del proveedor.',
    },
    advice: {
      en: 'Save the application with its redirect address first, and name the account; or enter tokens by hand.',
      es: 'Primero guarde la aplicación con su dirección de redirección e indique la cuenta; o escriba los tokens a mano.',
    },
  },
  'ingest.consent-refused': {
    status: 409,
    title: {
      en: 'The vendor gave no access to the account.',
      es: 'El proveedor no dio acceso a la cuenta.',
    },
    advice: {
      en: 'Begin again under Sources: a consent is good once, for 15 minutes, and for whoever began it.',
      es: 'Comience de nuevo en Fuentes: un consentimiento sirve una sola vez, durante 15 minutos y para quien lo pidió.',
    },
  },
  'ingest.not-releasable': {
    status: 409,
    title: {
      en: 'This item cannot be stored as it is.',
      es: 'Este elemento no se puede guardar tal como está.',
    },
    advice: {
      en: 'Correct it: choose the patient, or enter the right value or time.',
      es: 'Corríjalo: elija al paciente o escriba el valor o la hora correctos.',
    },
  },
  'ingest.already-decided': {
    status: 409,
    title: {
      en: 'Somebody has already decided about this item.',
      es: 'Alguien ya decidió sobre este elemento.',
    },
    advice: {
      en: 'Look at the newest state of the list.',
      es: 'Vea el estado más reciente de la lista.',
    },
  },
  'ingest.correction-invalid': {
    status: 422,
    title: {
      en: 'The corrected reading cannot be stored.',
      es: 'La lectura corregida no se puede guardar.',
    },
    advice: {
      en: 'Check value, unit and time; the reason says what was wrong.',
      es: 'Revise valor, unidad y hora; el motivo indica qué estaba mal.',
    },
  },
  'ingest.reading-not-found': {
    status: 404,
    title: {
      en: 'There is no such reading, or it was corrected before.',
      es: 'No existe esa lectura o ya se corrigió antes.',
    },
    advice: {
      en: 'Look at the newest state of the chart.',
      es: 'Vea el estado más reciente del expediente.',
    },
  },
  'ingest.patient-token-needed': {
    status: 403,
    title: {
      en: 'This token is not bound to a patient.',
      es: 'Este token no está vinculado a un paciente.',
    },
    advice: {
      en: 'Use a token that was made for Nightscout and one patient.',
      es: 'Use un token creado para Nightscout y un paciente.',
    },
  },
  'ingest.csv-unreadable': {
    status: 422,
    title: { en: 'The file cannot be read as CSV.', es: 'El archivo no se puede leer como CSV.' },
    advice: {
      en: 'Save it as CSV with a header row and at least one row of data.',
      es: 'Guárdelo como CSV con una fila de encabezados y al menos una fila de datos.',
    },
  },
  'ingest.columns-missing': {
    status: 422,
    title: {
      en: 'The file does not have all columns of the mapping.',
      es: 'El archivo no tiene todas las columnas de la asignación.',
    },
    advice: {
      en: 'Check the header row against the columns listed, or choose another mapping.',
      es: 'Compare los encabezados con las columnas indicadas o elija otra asignación.',
    },
  },
  'ingest.mapping-invalid': {
    status: 422,
    title: { en: 'The mapping is not valid.', es: 'La asignación no es válida.' },
    advice: { en: 'Correct the fields listed.', es: 'Corrija los campos indicados.' },
  },
  'ingest.mapping-unknown': {
    status: 404,
    title: {
      en: 'There is no mapping with this name.',
      es: 'No hay ninguna asignación con este nombre.',
    },
    advice: {
      en: 'Choose one of the list, or save it first.',
      es: 'Elija una de la lista o guárdela primero.',
    },
  },
  'ingest.mapping-needed': {
    status: 422,
    title: {
      en: 'No mapping fits the columns of this file.',
      es: 'Ninguna asignación corresponde a las columnas de este archivo.',
    },
    advice: {
      en: 'Say which mapping to use, or save one for this kind of file.',
      es: 'Indique qué asignación usar o guarde una para este tipo de archivo.',
    },
  },
  'ingest.mapping-ambiguous': {
    status: 422,
    title: {
      en: 'Several mappings fit the columns of this file.',
      es: 'Varias asignaciones corresponden a las columnas de este archivo.',
    },
    advice: { en: 'Say which one to use.', es: 'Indique cuál usar.' },
  },
  'ingest.import-patient-needed': {
    status: 422,
    title: {
      en: 'This file does not say whose readings it has.',
      es: 'Este archivo no dice de quién son las lecturas.',
    },
    advice: { en: 'Name the patient.', es: 'Indique el paciente.' },
  },
  'ingest.zone-unknown': {
    status: 422,
    title: { en: 'This is not a time zone.', es: 'Esta no es una zona horaria.' },
    advice: {
      en: 'Give a name such as America/New_York.',
      es: 'Indique un nombre como America/New_York.',
    },
  },
});
