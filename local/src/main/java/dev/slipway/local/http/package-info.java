/// HTTP API and CloudFront: the one port on which people and forges meet the platform.
///
/// The [dev.slipway.local.http.Distribution] gives files or hands on to an
/// [dev.slipway.local.http.HttpApi], whose routes may ask an [dev.slipway.local.http.Authorizer]
/// before they call a function, and may let pages of other origins call, as a
/// [dev.slipway.local.http.Cors] says.
@NullMarked
package dev.slipway.local.http;

import org.jspecify.annotations.NullMarked;
