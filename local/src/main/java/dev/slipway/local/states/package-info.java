/// Step Functions: a durable interpreter of the Amazon States Language and its HTTP API.
///
/// [dev.slipway.local.states.StateMachines] answers the wire. Below it `language` reads
/// definitions, `query` evaluates what stands in them, `execution` decides what an execution does
/// next, `engine` keeps executions and lets them go on, `task` does what tasks ask for, `registry`
/// knows the machines and their versions, and `api` has the operations.
@NullMarked
package dev.slipway.local.states;

import org.jspecify.annotations.NullMarked;
