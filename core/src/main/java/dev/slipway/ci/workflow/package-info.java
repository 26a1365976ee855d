/// The workflow language: from a YAML file with positions to a [Workflow] free of YAML, or to
/// findings in GitHub's words.
///
/// Reading has three stages, and what one refuses the next never sees. [YamlReader] turns events
/// into a tree of scalars, sequences and mappings, and leaves a hostile file at the first event too
/// many. [GrammarCheck] holds the tree to the [Grammar], which says what may stand under every key
/// and which contexts its expressions may use. The readers ([JobReader], [StepReader],
/// [TriggerReader] …) then build the model without asking for kinds again, and check what a grammar
/// cannot say: ids, the graph of needs, references, filters that exclude each other.
///
/// A file that GitHub accepts is accepted here, whole. What the platform cannot run yet is no
/// matter of reading: [Unsupported] names it when a run is planned.
@NullMarked
package dev.slipway.ci.workflow;

import org.jspecify.annotations.NullMarked;
