// The library comes without types.
declare const cytoscape: any;
export default cytoscape;
