/** What {@code doctor} checks. */
package dev.steergraph.cli.check;
