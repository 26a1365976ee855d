/// CloudFormation templates: what is declared, and what its intrinsic functions make of it.
@NullMarked
package dev.slipway.local.template;

import org.jspecify.annotations.NullMarked;
