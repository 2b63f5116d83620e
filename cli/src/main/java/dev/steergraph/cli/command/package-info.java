/** The commands: options to settings, results to text. */
package dev.steergraph.cli.command;
