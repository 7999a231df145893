import { effectiveOn } from '../../platform/core/content.ts';
import { contentRoot, loadContent } from '../../platform/server/content.ts';
import { ValidationList } from '../core/validation.ts';

let loaded: Pick<ValidationList, 'models'> | undefined;

/** The models of all lists in force; throws ContentError when a file is wrong. */
export function loadValidationList(day: string): Pick<ValidationList, 'models'> {
  const lists = effectiveOn(loadContent(`${contentRoot}devices`, ValidationList), day);
  return { models: lists.flatMap(({ definition }) => definition.models) };
}

/** The list of validated models, read once. */
export function validationList(): Pick<ValidationList, 'models'> {
  loaded ??= loadValidationList(new Date().toISOString().slice(0, 10));
  return loaded;
}
