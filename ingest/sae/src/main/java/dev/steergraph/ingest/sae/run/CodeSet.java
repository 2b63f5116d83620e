package dev.steergraph.ingest.sae.run;

import dev.steergraph.core.id.HookPoint;
import dev.steergraph.ingest.sae.Sae;

/**
 * The codes that one SAE makes of one hook point.
 *
 * @param id its folder below {@code codes/}: the hook point, for a second SAE on it with the set's name behind
 * @param name the set's part of a feature's printed name, such as {@code gemmascope-res-16k}
 * @param place where the SAE is, for messages
 * @param sha256 of its weights
 */
public record CodeSet(HookPoint hook, String id, String name, String place, Sae sae, String sha256) {}
