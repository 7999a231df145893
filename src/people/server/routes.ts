import type { Routes } from '../../platform/server/http.ts';
import * as contracts from '../contract.ts';
import * as clinical from '../contract/clinical.ts';
import * as organization from '../contract/organization.ts';
import { addCircleMember, changeCircleMember } from './service/care-circle.ts';
import {
  addCondition,
  addMedication,
  changeCondition,
  changeMedication,
} from './service/clinical.ts';
import { addContactPoint, changeContactPoint, endContactPoint } from './service/contact-points.ts';
import { changeEnrolment, enrol, listPrograms, type Programs } from './service/enrolments.ts';
import { importFhir } from './service/import.ts';
import { createPatient, restrictPatient, updatePatient } from './service/patients.ts';
import { readPerson } from './service/person.ts';
import {
  changePractice,
  createPractice,
  listPractices,
  searchDirectory,
} from './service/practices.ts';
import { findLikelyDuplicates, searchPatients } from './service/search.ts';

/** Everything people answer over HTTP. */
export function registerPeopleRoutes(routes: Routes, programs: Programs): void {
  registerPatients(routes);
  registerContacts(routes);
  registerRecord(routes, programs);
  registerOrganization(routes, programs);
}

function registerPatients(routes: Routes): void {
  routes.route(contracts.searchPatientsRoute, (context, { body }) => searchPatients(context, body));
  routes.route(contracts.findDuplicatesRoute, async (context, { body }) => ({
    duplicates: await findLikelyDuplicates(context, body),
  }));
  routes.route(contracts.createPatientRoute, (context, { body }) =>
    createPatient(context, body.patient, body.confirmedNotDuplicate),
  );
  routes.route(contracts.readPatientRoute, (context, { params }) => readPerson(context, params.id));
  routes.route(contracts.updatePatientRoute, (context, { params, body }) =>
    updatePatient(context, params.id, body),
  );
  routes.route(contracts.restrictPatientRoute, (context, { params, body }) =>
    restrictPatient(context, params.id, body.restricted, body.reason),
  );
}

function registerContacts(routes: Routes): void {
  routes.route(contracts.addContactPointRoute, (context, { params, body }) =>
    addContactPoint(context, params.id, body),
  );
  routes.route(contracts.changeContactPointRoute, (context, { params, body }) =>
    changeContactPoint(context, params.id, params.contactPointId, body),
  );
  routes.route(contracts.endContactPointRoute, (context, { params }) =>
    endContactPoint(context, params.id, params.contactPointId),
  );
  routes.route(contracts.addCircleMemberRoute, (context, { params, body }) =>
    addCircleMember(context, params.id, body),
  );
  routes.route(contracts.changeCircleMemberRoute, (context, { params, body }) =>
    changeCircleMember(context, params.id, params.memberId, body),
  );
}

function registerRecord(routes: Routes, programs: Programs): void {
  routes.route(contracts.enrolRoute, (context, { params, body }) =>
    enrol(context, programs, params.id, body),
  );
  routes.route(contracts.changeEnrolmentRoute, (context, { params, body }) =>
    changeEnrolment(context, params.id, params.enrolmentId, body),
  );
  routes.route(clinical.addConditionRoute, (context, { params, body }) =>
    addCondition(context, params.id, body),
  );
  routes.route(clinical.changeConditionRoute, (context, { params, body }) =>
    changeCondition(context, params.id, params.conditionId, body),
  );
  routes.route(clinical.addMedicationRoute, (context, { params, body }) =>
    addMedication(context, params.id, body),
  );
  routes.route(clinical.changeMedicationRoute, (context, { params, body }) =>
    changeMedication(context, params.id, params.medicationId, body),
  );
}

function registerOrganization(routes: Routes, programs: Programs): void {
  routes.route(organization.listProgramsRoute, (context) =>
    Promise.resolve({ programs: listPrograms(context, programs) }),
  );
  routes.route(organization.listPracticesRoute, async (context) => ({
    practices: await listPractices(context),
  }));
  routes.route(organization.createPracticeRoute, (context, { body }) =>
    createPractice(context, body),
  );
  routes.route(organization.changePracticeRoute, (context, { params, body }) =>
    changePractice(context, params.id, body),
  );
  routes.route(organization.searchDirectoryRoute, async (context, { body }) => ({
    entries: await searchDirectory(context, body.text),
  }));
  routes.route(organization.importRoute, (context, { body }) => {
    const { resources, ...options } = body;
    return importFhir(context, resources, options);
  });
}
