/** The explorer as commands start it. */
package dev.steergraph.cli.explorer;
