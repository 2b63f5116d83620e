/** Names of things: hook points, features, runs. */
package dev.steergraph.core.id;
