/** Options that several commands share. */
package dev.steergraph.cli.option;
