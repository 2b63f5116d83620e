// Samples the indexes anew and forgets query plans
// After much was written: plans made for an almost empty graph are bad ones for a full one.
CALL db.prepareForReplanning(300);
