/** Results of stages and analyses as people read them. */
package dev.steergraph.cli.report;
