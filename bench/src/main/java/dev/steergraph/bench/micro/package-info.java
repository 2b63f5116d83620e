/** JMH benchmarks of inner loops. */
package dev.steergraph.bench.micro;
