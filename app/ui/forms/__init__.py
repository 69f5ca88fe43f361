"""Forms made from the declaration of each entity, and the fields they are made of."""
