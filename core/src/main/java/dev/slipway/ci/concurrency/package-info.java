/// Concurrency groups: of one group, one runs at a time in a repository.
///
/// A [Group] is a value: whose turn it is, and who waits, in the order they came. A [Member] is a
/// run as a whole or one of its jobs, in one attempt; it enters once in a [Manner] of its own, and
/// leaves once. [GroupStore] is the port; a write takes effect only on the group that was read, so
/// of two who decide at the same time one decides again.
///
/// What always holds: a group has one holder; who waits has its turn after all who came before it;
/// who enters twice or leaves twice has done it once.
///
/// What a run has asked for is its [Seat]. The run has the last word: a member whose run says that
/// it is over holds nothing, whatever the group says.
///
/// Read [Group], then [Seat].
@NullMarked
package dev.slipway.ci.concurrency;

import org.jspecify.annotations.NullMarked;
