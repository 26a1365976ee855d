/// What is told of runs: folds them into the documents that the API and the site read.
///
/// [RunDocuments] writes runs and jobs as `docs/openapi.yaml` describes them, [StepsSoFar] the
/// steps of a job that still runs, [RunCost] the bill. [RunFilter] chooses the runs of a list, and
/// [PageToken] leads to its next page. Nothing here changes anything.
@NullMarked
package dev.slipway.status;

import org.jspecify.annotations.NullMarked;
