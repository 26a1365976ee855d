/// The command line: what `./slipway COMMAND` does.
///
/// `file` reads workflow files, `run` runs them here without a server, `platform` talks to a
/// running platform over its API, `machine` looks at this machine. A command is loaded only when it
/// is called, because most of a short command's time is loading classes.
@NullMarked
package dev.slipway.cli;

import org.jspecify.annotations.NullMarked;
