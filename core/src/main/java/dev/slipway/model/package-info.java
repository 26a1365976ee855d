/// The nouns that every plane shares, and nothing that knows a plane.
///
/// [RepositoryId], [RunId], [JobKey] and [Digest] wrap what would else be bare texts and numbers:
/// each is checked once, where it comes in, and reads only what it writes. [Conclusion] is how
/// anything ends. [Json] is the one form in which the house takes and gives data; reading refuses
/// what is too deep or doubtful, and members are asked for by kind, with errors that name them.
///
/// Read [Json] first; the rest explains itself.
@NullMarked
package dev.slipway.model;

import org.jspecify.annotations.NullMarked;
