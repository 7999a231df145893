/**
 * Units of ISO/IEEE 11073-10101 (partition 4: 262144 + base + decimal prefix) by UCUM code, under their
 * number and their reference id.
 */
const ucumByMdc: Readonly<Record<string, string>> = {
  '262688': '%',
  MDC_DIM_PERCENT: '%',
  '263872': 'g',
  MDC_DIM_X_G: 'g',
  MDC_DIM_G: 'g',
  '263875': 'kg',
  MDC_DIM_KILO_G: 'kg',
  '263904': '[lb_av]',
  MDC_DIM_LB: '[lb_av]',
  '264274': 'mg/dL',
  MDC_DIM_MILLI_G_PER_DL: 'mg/dL',
  '264864': '/min',
  MDC_DIM_BEAT_PER_MIN: '/min',
  '264928': '/min',
  MDC_DIM_RESP_PER_MIN: '/min',
  '265216': 'L/min',
  MDC_DIM_X_L_PER_MIN: 'L/min',
  MDC_DIM_L_PER_MIN: 'L/min',
  '265987': 'kPa',
  MDC_DIM_KILO_PASCAL: 'kPa',
  '266016': 'mm[Hg]',
  MDC_DIM_MMHG: 'mm[Hg]',
  '266560': '[degF]',
  MDC_DIM_FAHR: '[degF]',
  '266866': 'mmol/L',
  MDC_DIM_MILLI_MOLE_PER_L: 'mmol/L',
  '268192': 'Cel',
  MDC_DIM_DEGC: 'Cel',
};

/**
 * The unit of OBX-6 (code, text, system, then the same again as an alternative): UCUM as it is, MDC by
 * its UCUM code, else what stands there, which is then known as a spelling or refused.
 */
export function unitFrom(components: readonly string[]): string | undefined {
  const triples = [components.slice(0, 3), components.slice(3, 6)];
  for (const [code = '', , system = ''] of triples) {
    if (system.toUpperCase() === 'UCUM' && code !== '') return code;
  }
  for (const [code = '', text = '', system = ''] of triples) {
    if (system !== '' && system.toUpperCase() !== 'MDC') continue;
    const known = ucumByMdc[code] ?? ucumByMdc[text];
    if (known !== undefined) return known;
  }
  const [code = '', text = ''] = components;
  return code || text || undefined;
}
