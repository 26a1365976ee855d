/// What is unwise in a workflow that GitHub would run.
///
/// The [Linter] reads a file, follows its calls, and shows the workflow to its rules. A [Rule] is a
/// small class with a name and a severity below error: what GitHub refuses the reader has refused
/// already. Rules see the workflow without its YAML; [Sites] lists every scalar that may hold
/// expressions, [TypeCheck] knows what their values can be, and [SourceText] finds the place in the
/// file of any part of them. What lies outside the file comes in through ports: called workflows,
/// actions, and a program that looks at shell scripts.
@NullMarked
package dev.slipway.ci.lint;

import org.jspecify.annotations.NullMarked;
