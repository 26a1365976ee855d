/// HTTP/1.1 over a thread for each connection.
///
/// [dev.slipway.local.wire.http.HttpListener] takes connections,
/// [dev.slipway.local.wire.http.Connection] reads one request after the other from each and hands
/// it over as the JDK's own [com.sun.net.httpserver.HttpExchange], so that no room knows whose
/// server it is. What a request's head says is read strictly and once, in
/// [dev.slipway.local.wire.http.HeadReader]: whatever two servers could understand in two ways is
/// refused. Reference: RFC 9110 and RFC 9112.
@NullMarked
package dev.slipway.local.wire.http;

import org.jspecify.annotations.NullMarked;
