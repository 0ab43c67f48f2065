import { configApiRef } from '@backstage/core-plugin-api';
import { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import {
  MAX_REASON,
  MIN_REASON,
  Relaxation,
  imageProblem,
  isReason,
  readPlacementPolicy,
} from '@plumbline/plugin-stamp-common';
import { confirmableName } from './confirmableName';
import { formValues, relaxationsOf } from './formValues';

// A courtesy: the actions check the same again.

/** Stops the form where the image cannot be read or says no version. */
export const validateImage: CustomFieldValidator<string> = (image, field) => {
  const problem = image ? imageProblem(image) : undefined;
  if (problem) field.addError(problem);
};

/** Stops the form where more users are expected than a stamp may take. */
export const validateCapacity: CustomFieldValidator<number> = (
  users,
  field,
  { apiHolder },
) => {
  const config = apiHolder.get(configApiRef);
  if (users === undefined || !config) return;
  const { maxUsersPerStamp } = readPlacementPolicy(config);
  if (!Number.isInteger(users) || users < 1 || users > maxUsersPerStamp) {
    field.addError(
      `Expected a whole number from 1 to ${maxUsersPerStamp}, the boundary of one stamp; for more, add another stamp.`,
    );
  }
};

/** Stops the form where a rule is relaxed without a reason that a reviewer can read. */
export const validateRelaxations: CustomFieldValidator<Relaxation[]> = (
  value,
  field,
) => {
  for (const { rule, reason } of relaxationsOf(value) ?? []) {
    if (!isReason(reason)) {
      field.addError(
        `Say in one line of ${MIN_REASON} to ${MAX_REASON} characters why the rule '${rule}' need not hold.`,
      );
    }
  }
};

/** Stops the form where another name was typed than that of the stamp. */
export const validateConfirmation: CustomFieldValidator<string> = (
  typed,
  field,
  { formData },
) => {
  const name = confirmableName(formValues({ formData }));
  if (typed && typed !== name) {
    field.addError(`That is not the name of the stamp, which is ${name}.`);
  }
};
