/** Progress, interruption, logs and exit codes. */
package dev.steergraph.cli.console;
