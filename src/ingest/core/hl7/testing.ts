/** Messages of tests: lines without their indentation, ended as HL7 ends them. */
export function hl7(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  return lines
    .filter((line) => line !== '')
    .map((line) => `${line}\r`)
    .join('');
}

export interface PressureFields {
  readonly patient: string;
  readonly control?: string;
  readonly order?: string;
  readonly time?: string;
  readonly systolic?: number;
  readonly state?: string;
  readonly charset?: string;
}

/** A pressure as a device gateway sends it by IHE PCD-01. */
export function pressureMessage(fields: PressureFields): string {
  const { patient, control = 'c-1', order = 'o-1', time = '20261120113000-0600' } = fields;
  const { systolic = 128, state = 'R', charset = 'UNICODE UTF-8' } = fields;
  const tail = `|||||${state}|||${time}||||cuff-77^GATEWAY`;
  return hl7(`
    MSH|^~\\&|GATEWAY^0123^EUI-64|CLÍNICA|ENLACE||${time}||ORU^R01^ORU_R01|${control}|P|2.6|||AL|NE||${charset}
    PID|||${patient}||Quintero^Ana María
    OBR|1||${order}^GATEWAY|182777000^monitoring of patient^SCT|||${time}
    OBX|1||528391^MDC_DEV_SPEC_PROFILE_BP^MDC|1|||||||R
    OBX|2||150020^MDC_PRESS_BLD_NONINV^MDC|1.0.1|||||||${state}|||${time}
    OBX|3|NM|150021^MDC_PRESS_BLD_NONINV_SYS^MDC|1.0.1.1|${systolic}|266016^MDC_DIM_MMHG^MDC${tail}
    OBX|4|NM|150022^MDC_PRESS_BLD_NONINV_DIA^MDC|1.0.1.2|81|266016^MDC_DIM_MMHG^MDC${tail}
    OBX|5|NM|150023^MDC_PRESS_BLD_NONINV_MEAN^MDC|1.0.1.3|97|266016^MDC_DIM_MMHG^MDC${tail}
    OBX|6|NM|149546^MDC_PULS_RATE_NON_INV^MDC|1.0.0.1|68|264864^MDC_DIM_BEAT_PER_MIN^MDC${tail}`);
}
