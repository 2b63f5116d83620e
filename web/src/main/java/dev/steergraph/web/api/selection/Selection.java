package dev.steergraph.web.api.selection;

import dev.steergraph.web.openapi.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Features of a run that are kept under a name. */
record Selection(
        String name,
        @Nullable String note,
        @Schema(description = "Keys, in their order") List<String> features,
        String createdAt,
        String updatedAt) {}
