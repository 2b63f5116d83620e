package dev.steergraph.analytics.community;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.steergraph.analytics.map.MapReport;

/**
 * What the stage communities found and wrote to the graph.
 *
 * @param report the communities
 * @param structure where features stand in the graph
 * @param map where features lie on the map
 */
public record CommunityAnalysis(@JsonUnwrapped CommunityReport report, StructureReport structure, MapReport map) {}
