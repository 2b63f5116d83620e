/** The files of this module, which hold every Cypher statement that the product runs. */
package dev.steergraph.cypher;
