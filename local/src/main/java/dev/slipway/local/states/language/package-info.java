/// The Amazon States Language: a definition as values, and what is wrong with one that is not.
///
/// Reference: https://states-language.net and the language's pages in AWS's developer guide.
@NullMarked
package dev.slipway.local.states.language;

import org.jspecify.annotations.NullMarked;
