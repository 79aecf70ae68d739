"""Paper that goes between the village and its couriers: pickups with manifests, bills, remittances of COD."""
