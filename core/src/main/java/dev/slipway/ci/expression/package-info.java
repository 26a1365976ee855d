/// The GitHub Actions expression language: lexer, parser, evaluator.
@NullMarked
package dev.slipway.ci.expression;

import org.jspecify.annotations.NullMarked;
