/** Documents, and tokens as text. */
package dev.steergraph.core.text;
