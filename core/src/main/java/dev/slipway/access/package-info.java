/// Who may do what: the one table of the API's routes with the permission that each needs, and the
/// check of a caller's token.
///
/// [RouteTable] finds the [Route] of a request or says what is wrong with it; [ApiTokens] compares
/// tokens. Both are pure, and know nothing of HTTP servers.
@NullMarked
package dev.slipway.access;

import org.jspecify.annotations.NullMarked;
