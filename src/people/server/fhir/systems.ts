/** Names of code systems and extensions, as HL7 publishes them. */
export const systems = {
  npi: 'http://hl7.org/fhir/sid/us-npi',
  snomed: 'http://snomed.info/sct',
  icd10: 'http://hl7.org/fhir/sid/icd-10-cm',
  conditionClinical: 'http://terminology.hl7.org/CodeSystem/condition-clinical',
  conditionVerification: 'http://terminology.hl7.org/CodeSystem/condition-ver-status',
  actCode: 'http://terminology.hl7.org/CodeSystem/v3-ActCode',
  roleCode: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode',
  identifierType: 'http://terminology.hl7.org/CodeSystem/v2-0203',
  language: 'urn:ietf:bcp:47',
  confidentiality: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality',
  /** Conditions that the source names without a code. */
  uncoded: 'urn:enlace:uncoded',
} as const;

export const extensions = {
  fathersFamily: 'http://hl7.org/fhir/StructureDefinition/humanname-fathers-family',
  mothersFamily: 'http://hl7.org/fhir/StructureDefinition/humanname-mothers-family',
  interpreterRequired: 'http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired',
  usCoreInterpreter: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-interpreter-needed',
} as const;

/** SNOMED CT codes of US Core's interpreter extension. */
export const interpreterCodes = { yes: '373066001', no: '373067005' } as const;
