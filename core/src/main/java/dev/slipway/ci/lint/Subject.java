package dev.slipway.ci.lint;

import dev.slipway.ci.workflow.Workflow;
import java.util.List;
import java.util.Map;

/// What rules look at: one valid workflow and what is known around it.
///
/// @param called the workflows that jobs call, by job, where they could be read
/// @param sites every scalar of the workflow that may hold expressions
record Subject(
    SourceText text,
    Workflow workflow,
    Map<String, Workflow> called,
    Actions actions,
    List<Site> sites) {}
